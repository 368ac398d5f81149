metadata description = 'The identity the application runs as. It holds every role; no key or connection secret is used.'

@description('The name of the identity.')
param name string

@description('Where it lives.')
param location string

@description('Tags on every resource.')
param tags { *: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('The identity.')
output id string = identity.id

@description('What roles are assigned to.')
output principalId string = identity.properties.principalId

@description('What the application asks for tokens with.')
output clientId string = identity.properties.clientId
