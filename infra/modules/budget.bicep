metadata description = 'A monthly budget for everything in the resource group. It tells, it does not stop anything.'

@description('The name of the budget.')
param name string

@description('The amount in a month, in the currency of the subscription.')
param amount int

@description('The first month it counts, as yyyy-MM-01.')
param startDate string

@description('Who is told.')
param mail string

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    notifications: {
      nearlySpent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [mail]
      }
      willBeExceeded: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [mail]
      }
    }
  }
}
