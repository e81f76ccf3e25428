"""Det som setter rommene sammen: prosjekt, parametere, kjøring og kvittering."""
