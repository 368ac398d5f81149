metadata description = 'Deal events for finance: a topic that drops repeated message ids, and a subscription that dead-letters what it cannot deliver.'

@description('The name of the Service Bus namespace.')
@maxLength(50)
param name string

@description('Where it lives.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('Whether an ERP without Entra listens with a key. The key can listen to this topic and do nothing else.')
param listenByKey bool

@description('Who publishes deal events.')
param principalId string

var serviceBusDataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: !listenByKey
    minimumTlsVersion: '1.2'
  }
}

resource topic 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = {
  parent: namespace
  name: 'deal-events'
  properties: {
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'P7D'
    supportOrdering: true
  }
}

resource listens 'Microsoft.ServiceBus/namespaces/topics/authorizationRules@2024-01-01' = if (listenByKey) {
  parent: topic
  name: 'finance-listens'
  properties: { rights: ['Listen'] }
}

resource finance 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = {
  parent: topic
  name: 'finance'
  properties: {
    deadLetteringOnMessageExpiration: true
    deadLetteringOnFilterEvaluationExceptions: true
    lockDuration: 'PT1M'
    maxDeliveryCount: 10
  }
}

resource sends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(topic.id, principalId, serviceBusDataSender)
  scope: topic
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', serviceBusDataSender)
  }
}

@description('The namespace.')
output id string = namespace.id

@description('The host name of the namespace.')
output hostName string = replace(replace(namespace.properties.serviceBusEndpoint, 'https://', ''), ':443/', '')

@description('The topic.')
output topicName string = topic.name
