targetScope = 'resourceGroup'

metadata description = 'What DealFlow needs from Azure: identity, monitoring, collateral, store, events and durable task scheduler.'

@description('A short name for this installation, part of every resource name.')
@minLength(2)
@maxLength(12)
param environmentName string

@description('Where the resources live.')
param location string = resourceGroup().location

@description('Where the durable task scheduler lives. It is offered in fewer regions than the rest.')
param schedulerLocation string = location

@description('How the scheduler is billed: by the action, or by dedicated capacity units.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Addresses (CIDR) that may reach the scheduler. Callers need a role besides.')
@minLength(1)
param schedulerIpAllowlist string[] = ['0.0.0.0/0']

@description('For how many days a finished orchestration stays readable in the scheduler. The registration and its timeline stay in the store.')
@minValue(1)
param finishedRetentionDays int = 30

@description('How the collateral is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_LRS'

@description('The most that is taken into the logs in a day, in gigabytes. Ingestion stops there until the next day.')
@minValue(1)
param dailyLogCapGb int = 1

@description('For how many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Tags on every resource.')
param tags { *: string } = {}

var suffix = uniqueString(resourceGroup().id, environmentName)
var allTags = union(tags, { application: 'dealflow', environment: environmentName })

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: 'id-dealflow-${environmentName}'
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    workspaceName: 'log-dealflow-${environmentName}'
    insightsName: 'appi-dealflow-${environmentName}'
    location: location
    tags: allTags
    dailyCapGb: dailyLogCapGb
    retentionDays: logRetentionDays
    principalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'stdealflow${suffix}'
    location: location
    tags: allTags
    sku: storageSku
    principalId: identity.outputs.principalId
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  params: {
    name: 'cosmos-dealflow-${suffix}'
    location: location
    tags: allTags
    principalId: identity.outputs.principalId
  }
}

module events 'modules/events.bicep' = {
  name: 'events'
  params: {
    name: 'sb-dealflow-${suffix}'
    location: location
    tags: allTags
    principalId: identity.outputs.principalId
  }
}

module scheduler 'modules/scheduler.bicep' = {
  name: 'scheduler'
  params: {
    name: 'dts-dealflow-${suffix}'
    location: schedulerLocation
    tags: allTags
    sku: schedulerSku
    ipAllowlist: schedulerIpAllowlist
    finishedRetentionDays: finishedRetentionDays
    principalId: identity.outputs.principalId
  }
}

@description('The client id of the identity the application runs as.')
output identityClientId string = identity.outputs.clientId

@description('Where telemetry is sent. The identity authenticates; the instrumentation key alone does not.')
output insightsConnectionString string = monitoring.outputs.connectionString

@description('The blob endpoint of the collateral.')
output blobEndpoint string = storage.outputs.blobEndpoint

@description('The endpoint of the store.')
output cosmosEndpoint string = cosmos.outputs.endpoint

@description('The database that holds registrations and claims.')
output cosmosDatabase string = cosmos.outputs.databaseName

@description('The host name of the Service Bus namespace.')
output serviceBusHost string = events.outputs.hostName

@description('The endpoint of the durable task scheduler.')
output schedulerEndpoint string = scheduler.outputs.endpoint

@description('The task hub the deals run in.')
output taskHubName string = scheduler.outputs.taskHubName
