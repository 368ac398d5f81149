using 'main.bicep'

// The golden test of everything that is off by default.
param environmentName = 'golden'
param location = 'westeurope'
param resourceGroupName = 'rg-golden'
param publicBaseUrl = 'https://deals.contoso.example'
param mailFrom = 'deals@contoso.example'
param sendGridApiKey = 'not-a-real-key'
param sendGridWebhookKey = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE'
param operatorMail = 'operators@contoso.example'
param durableBackend = 'storage'
param cosmosAutoscaleMax = 4000
param alwaysReady = 2
param financeListensByKey = true
param privateNetworking = true
param monthlyBudget = 200
param budgetStart = '2026-01-01'
