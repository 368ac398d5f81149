using 'main.bicep'

// What azd knows, and what `azd env set NAME value` has said. Everything else has its default in main.bicep.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param deployerId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param deployerType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
param mailFrom = readEnvironmentVariable('MAIL_FROM')
param operatorMail = readEnvironmentVariable('OPERATOR_MAIL')
param sendGridApiKey = readEnvironmentVariable('SENDGRID_API_KEY', '')
param sendGridWebhookKey = readEnvironmentVariable('SENDGRID_WEBHOOK_KEY', '')
param publicBaseUrl = readEnvironmentVariable('PUBLIC_BASE_URL', '')
param durableBackend = readEnvironmentVariable('DURABLE_BACKEND', 'scheduler')
param schedulerLocation = readEnvironmentVariable('SCHEDULER_LOCATION', readEnvironmentVariable('AZURE_LOCATION'))
param alwaysReady = int(readEnvironmentVariable('ALWAYS_READY', '0'))
param monthlyBudget = int(readEnvironmentVariable('MONTHLY_BUDGET', '0'))
param privateNetworking = bool(readEnvironmentVariable('PRIVATE_NETWORKING', 'false'))
param financeListensByKey = bool(readEnvironmentVariable('FINANCE_LISTENS_BY_KEY', 'false'))
param cosmosAutoscaleMax = int(readEnvironmentVariable('COSMOS_AUTOSCALE_MAX', '0'))
