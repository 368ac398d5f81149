// Finance, as the README has it: the client of Service Bus for Node, with an inbox. Arguments: port, how many to receive, ids to dead-letter (comma).
// Prints what it got, one JSON a line.
const { ServiceBusClient } = require("@azure/service-bus");

(async () => {
  const [port, count, bad] = [process.argv[2], Number(process.argv[3]), (process.argv[4] ?? "").split(",")];
  const client = new ServiceBusClient(`Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=finance;SharedAccessKey=any;UseDevelopmentEmulator=true`, {
    retryOptions: { maxRetries: 2, timeoutInMs: 20000 },
  });
  console.log("listening 0");
  const receiver = client.createReceiver("deal-events", "finance");
  let left = count;
  while (left > 0) {
    const messages = await receiver.receiveMessages(left, { maxWaitTimeInMs: 15000 });
    if (messages.length === 0) break;
    for (const message of messages) {
      left--;
      const body = Buffer.isBuffer(message.body) ? message.body.toString("utf8") : typeof message.body === "string" ? message.body : JSON.stringify(message.body);
      console.log(JSON.stringify({ id: message.messageId, contentType: message.contentType, subject: message.subject, session: message.sessionId ?? null, body }));
      if (bad.includes(message.messageId)) await receiver.deadLetterMessage(message, { deadLetterReason: "unknown" });
      else await receiver.completeMessage(message);
      await new Promise(done => setImmediate(done)); // each outcome in a tick of its own
    }
  }
  if (bad[0]) {
    const dead = client.createReceiver("deal-events", "finance", { subQueueType: "deadLetter" });
    for (const message of await dead.receiveMessages(bad.length, { maxWaitTimeInMs: 10000 })) {
      console.log(JSON.stringify({ dead: message.messageId }));
      await dead.completeMessage(message);
    }
  }
  console.log("done");
  await client.close();
  process.exit();
})().catch(error => { console.log(`failed ${error.message}`); process.exit(1); });
