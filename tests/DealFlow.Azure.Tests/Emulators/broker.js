// A broker that speaks as much AMQP 1.0 as Service Bus does for one topic and one subscription: duplicate detection by message id, locks that are renewed, and
// a dead letter queue. Sends to deal-events arrive at deal-events/Subscriptions/finance; what is rejected, or was delivered ten times in vain, goes to
// .../$DeadLetterQueue. It counts operations as Service Bus bills them. Ends with whoever started it. Lines that it reads: "fail N" refuses the next N sends,
// "count" prints the operations since the last "count".
const rhea = require("rhea");

const container = rhea.create_container({ id: "broker" });
const seen = new Set();
const queues = new Map();
const receivers = new Map();
const main = "deal-events/Subscriptions/finance";
const dead = `${main}/$DeadLetterQueue`;
const mostDeliveries = 10; // as infra/modules/events.bicep says
let failNext = 0;

// Each is one operation for every 64 KB that begin: a message in, a message out, an outcome, a renewed lock, a receive that found nothing.
const billed = { send: 0, receive: 0, empty: 0, complete: 0, abandon: 0, deadLetter: 0, renew: 0, other: 0 };
const bill = (operation, message) => { billed[operation] += message ? Math.max(1, Math.ceil(rhea.message.encode(message).length / 65536)) : 1; };

const queue = name => queues.get(name) ?? queues.set(name, []).get(name);

function enqueue(name, message, delivered = 0) {
  queue(name).push({ ...message, delivery_count: delivered });
  pump(name);
}

function pump(name) {
  for (const sender of receivers.get(name) ?? [])
    while (sender.is_open() && sender.sendable() && queue(name).length > 0) {
      const message = queue(name).shift();
      bill("receive", message);
      sender.gave = true;
      const delivery = sender.send(message, Buffer.from(require("crypto").randomBytes(16)));
      sender.waiting.set(delivery.id, message);
    }
}

container.on("connection_open", () => {});
container.on("disconnected", () => {});
container.on("error", () => {});
container.on("connection_error", () => {});

container.on("sender_open", ({ sender }) => { // a receiver of ours
  const name = sender.source?.address ?? "";
  sender.waiting = new Map();
  sender.set_source(sender.source);
  if (name.includes("$cbs") || name.includes("$management")) return answers.set(sender.name, sender); // what asks is named as the link that it listens to
  receivers.set(name, [...(receivers.get(name) ?? []), sender]);
  pump(name);
});
container.on("sendable", ({ sender }) => pump(sender.source?.address));
container.on("sender_flow", ({ sender }) => { if (!sender._draining) sender.gave = false; }); // a receive begins
container.on("sender_draining", ({ sender }) => { // and ends: what is left of its credit goes back
  if (receivers.get(sender.source?.address)?.includes(sender) && !sender.gave) bill("empty");
  sender.set_drained(true);
});
container.on("sender_close", ({ sender }) => receivers.set(sender.source?.address, (receivers.get(sender.source?.address) ?? []).filter(other => other !== sender)));

const answers = new Map();
container.on("message", ({ message, delivery, receiver, connection }) => {
  const to = receiver.target?.address ?? "";
  if (to.includes("$cbs") || to.includes("$management")) {
    delivery.accept();
    const isRenewal = message.application_properties?.operation === "com.microsoft:renew-lock";
    if (to.includes("$management")) bill(isRenewal ? "renew" : "other");
    answers.get(message.reply_to)?.send({
      correlation_id: message.message_id,
      application_properties: { "status-code": isRenewal ? 200 : 202, "status-description": "OK" },
      body: isRenewal ? { expirations: rhea.types.wrap_array([Date.now() + 60000], 0x83) } : "",
    });
    return;
  }
  if (failNext > 0) {
    failNext--;
    if (process.argv[2] === "lose") { take(message); connection.close(); return; } // taken, but the answer is lost
    return delivery.reject({ condition: "amqp:internal-error", description: "later" });
  }
  take(message);
  delivery.accept();
});

function take(message) {
  console.log(`sent ${message.message_id}`);
  bill("send", message);
  if (!seen.has(message.message_id)) {
    seen.add(message.message_id);
    enqueue(main, message);
  }
}

const settled = (operation, then) => event => {
  const message = event.sender.waiting?.get(event.delivery.id);
  if (!message) return;
  event.sender.waiting.delete(event.delivery.id);
  bill(operation);
  event.delivery.update(true, rhea.message.accepted().described());
  setImmediate(() => then(message, event.sender.source.address)); // rhea loses count where something is sent while it works through outcomes
};
const again = (message, name) => {
  const delivered = message.delivery_count + 1;
  enqueue(delivered < mostDeliveries ? name : dead, message, delivered < mostDeliveries ? delivered : 0);
};
container.on("accepted", settled("complete", () => {}));
container.on("released", settled("abandon", again));
container.on("modified", settled("abandon", again));
container.on("rejected", settled("deadLetter", message => enqueue(dead, message)));

container.options.autoaccept = false;
container.options.receiver_options = { autoaccept: false, autosettle: true };
container.options.sender_options = { autosettle: false };
const server = container.listen({ port: 0, host: "127.0.0.1", max_frame_size: 65536, receiver_options: { autoaccept: false }, sender_options: { autosettle: false } });
container.sasl_server_mechanisms.enable_anonymous();
container.sasl_server_mechanisms.enable_plain(() => true);
server.on("listening", () => console.log(`listening ${server.address().port}`));
require("readline").createInterface({ input: process.stdin }).on("line", line => {
  if (line.startsWith("fail ")) { failNext = Number(line.slice(5)); console.log(`failing ${failNext}`); }
  if (line === "count") { console.log(`counted ${JSON.stringify(billed)}`); Object.keys(billed).forEach(operation => { billed[operation] = 0; }); }
}).on("close", () => process.exit());
