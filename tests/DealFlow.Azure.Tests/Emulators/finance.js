// Finance, as the README has it: the client of Service Bus for Node, with an inbox. Arguments: port; after how many deliveries it ends; what it does with
// some of them, delivery by delivery ("ID=renew+abandon+complete,ID=deadLetter"; all others it completes); how many it takes from the dead letter queue.
// Prints what it got, one JSON a line.
const { ServiceBusClient } = require("@azure/service-bus");

(async () => {
  const [port, count, plan, dead] = [process.argv[2], Number(process.argv[3]), process.argv[4] ?? "", Number(process.argv[5] ?? 0)];
  const acts = new Map(plan.split(",").filter(Boolean).map(part => part.split("=")).map(([id, all]) => [id, all.split("+")]));
  const client = new ServiceBusClient(`Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=finance;SharedAccessKey=any;UseDevelopmentEmulator=true`, {
    retryOptions: { maxRetries: 2, timeoutInMs: 20000 },
  });
  console.log("listening 0");

  const settle = async (receiver, message) => {
    for (;;) {
      const act = acts.get(message.messageId)?.shift() ?? "complete";
      if (act === "renew") await receiver.renewMessageLock(message);
      else if (act === "abandon") return receiver.abandonMessage(message);
      else if (act === "deadLetter") return receiver.deadLetterMessage(message, { deadLetterReason: "unknown" });
      else return receiver.completeMessage(message);
    }
  };

  const receiver = client.createReceiver("deal-events", "finance");
  let left = count;
  while (left > 0) {
    const messages = await receiver.receiveMessages(left, { maxWaitTimeInMs: 15000 });
    if (messages.length === 0) break;
    for (const message of messages) {
      const body = Buffer.isBuffer(message.body) ? message.body.toString("utf8") : typeof message.body === "string" ? message.body : JSON.stringify(message.body);
      console.log(JSON.stringify({ id: message.messageId, contentType: message.contentType, subject: message.subject, session: message.sessionId ?? null, body }));
      left--;
      await settle(receiver, message);
      await new Promise(done => setImmediate(done)); // each outcome in a tick of its own
    }
  }
  if (count === 0 && dead === 0) await receiver.receiveMessages(1, { maxWaitTimeInMs: 1000 }); // asks in vain
  if (dead > 0) {
    const letters = client.createReceiver("deal-events", "finance", { subQueueType: "deadLetter" });
    for (const message of await letters.receiveMessages(dead, { maxWaitTimeInMs: 10000 })) {
      console.log(JSON.stringify({ dead: message.messageId }));
      await letters.completeMessage(message);
    }
  }
  console.log("done");
  await client.close();
  process.exit();
})().catch(error => { console.log(`failed ${error.message}`); process.exit(1); });
