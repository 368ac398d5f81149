using 'main.bicep'

// What the golden test deploys on paper: the defaults, with every value fixed.
param environmentName = 'golden'
param location = 'westeurope'
param resourceGroupName = 'rg-golden'
param deployerId = '11111111-1111-1111-1111-111111111111'
param mailFrom = 'deals@contoso.example'
param operatorMail = 'operators@contoso.example'
param budgetStart = '2026-01-01'
