metadata description = 'What somebody is told of by mail: events finance could not take, deals that stand still, decisions and mails that lag, and the host that does not start.'

@description('A short name for this installation.')
param environmentName string

@description('Where the alerts live.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('Who is told.')
param mail string

@description('The workspace that holds the logs.')
param workspaceId string

@description('The Service Bus namespace.')
param serviceBusId string

// The numbers are those of the log messages: 2xxx the workflow, 3xxx the web, 6xxx the host; a test holds them against the code.
var queries = [
  {
    name: 'deals-stand-still'
    title: 'Deals have failed, are parked, or wait for a newer version'
    text: 'Orchestrations of deals do not go on by themselves. README, "Monitoring", says what to do with each.'
    severity: 1
    condition: 'tostring(Properties.EventId) in ("6006", "6007")'
  }
  {
    name: 'decisions-lag'
    title: 'Registrations wait to be checked'
    text: 'A registration was received more than 15 minutes ago and is not yet checked: the durable backend, its connection or the host lags.'
    severity: 2
    condition: 'tostring(Properties.EventId) == "6008"'
  }
  {
    name: 'mails-and-effects-fail'
    title: 'Mails or other effects fail'
    text: 'Something that a deal or a membership owes (a mail, mostly) failed at every attempt. It is shown on the timeline and tried again each hour.'
    severity: 2
    condition: 'tostring(Properties.EventId) in ("2002", "2031")'
  }
  {
    name: 'events-refused'
    title: 'Service Bus refuses deal events'
    text: 'An event for finance was refused for good: role, network, size or a topic that is gone. It stays owed until the cause is mended.'
    severity: 1
    condition: 'tostring(Properties.EventId) == "6002"'
  }
  {
    name: 'parts-fail'
    title: 'Requests or regular work fail'
    text: 'A request could not be answered (500, 503), or a timer could not do its work (sweep, daily mails, retention, news): the store, the mail service or the sales material cannot be reached, or the code is wrong. What is stored stays, and is done later.'
    severity: 2
    condition: 'tostring(Properties.EventId) in ("2005", "3002", "6009")'
  }
  {
    name: 'host-does-not-start'
    title: 'The host does not start'
    text: 'A setting or a program file is wrong; the message names each mistake.'
    severity: 0
    condition: 'Message has "DealFlow cannot start with these settings" or Message has "ProgramException"'
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-dealflow-${environmentName}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'dealflow'
    emailReceivers: [{ name: 'operators', emailAddress: mail, useCommonAlertSchema: true }]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'dead-letters-${environmentName}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Finance could not take deal events: they lie in the dead-letter queue of the subscription.'
    severity: 1
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead letters'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'DeadletteredMessages'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource told 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for query in queries: {
    name: '${query.name}-${environmentName}'
    location: location
    tags: tags
    properties: {
      displayName: query.title
      description: query.text
      severity: query.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT15M'
      windowSize: 'PT1H'
      criteria: {
        allOf: [
          {
            // AppExceptions too: a start that fails is written as one.
            query: 'union isfuzzy=true (AppTraces | project TimeGenerated, Message, Properties), (AppExceptions | project TimeGenerated, Message = OuterMessage, Properties) | where ${query.condition}'
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      actions: { actionGroups: [people.id] }
    }
  }
]
