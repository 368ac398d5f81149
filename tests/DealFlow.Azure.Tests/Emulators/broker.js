// A broker that speaks as much AMQP 1.0 as Service Bus does for one topic and one subscription: duplicate detection by message id, and a dead letter queue.
// Sends to deal-events arrive at deal-events/Subscriptions/finance; what is rejected goes to .../$DeadLetterQueue. Ends with whoever started it.
const rhea = require("rhea");

const container = rhea.create_container({ id: "broker" });
const seen = new Set();
const queues = new Map();
const receivers = new Map();
const main = "deal-events/Subscriptions/finance";
const dead = `${main}/$DeadLetterQueue`;
let failNext = 0;

const queue = name => queues.get(name) ?? queues.set(name, []).get(name);

function enqueue(name, message) {
  queue(name).push({ ...message, delivery_count: 0 });
  pump(name);
}

function pump(name) {
  for (const sender of receivers.get(name) ?? [])
    while (sender.is_open() && sender.sendable() && queue(name).length > 0) {
      const message = queue(name).shift();
      const delivery = sender.send({ ...message, delivery_count: message.delivery_count }, Buffer.from(require("crypto").randomBytes(16)));
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
  if (name.includes("$cbs") || name.includes("$management")) return answers.set(sender.target?.address ?? "", sender);
  receivers.set(name, [...(receivers.get(name) ?? []), sender]);
  pump(name);
});
container.on("sendable", ({ sender }) => pump(sender.source?.address));
container.on("sender_close", ({ sender }) => receivers.set(sender.source?.address, (receivers.get(sender.source?.address) ?? []).filter(other => other !== sender)));

const answers = new Map();
container.on("message", ({ message, delivery, receiver, connection }) => {
  const to = receiver.target?.address ?? "";
  if (to.includes("$cbs")) {
    delivery.accept();
    for (const sender of answers.values())
      if (sender.connection === connection)
        sender.send({ correlation_id: message.message_id, application_properties: { "status-code": 202, "status-description": "OK" }, body: "" });
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
  if (!seen.has(message.message_id)) {
    seen.add(message.message_id);
    enqueue(main, message);
  }
}

const settled = (event, then) => {
  const message = event.sender.waiting?.get(event.delivery.id);
  if (!message) return;
  event.sender.waiting.delete(event.delivery.id);
  then(message, event.sender.source.address);
  event.delivery.update(true);
};
container.on("accepted", event => settled(event, () => {}));
container.on("released", event => settled(event, (message, name) => enqueue(name, message)));
container.on("modified", event => settled(event, (message, name) => enqueue(name, message)));
container.on("rejected", event => settled(event, message => enqueue(dead, message)));

container.options.autoaccept = false;
container.options.receiver_options = { autoaccept: false, autosettle: true };
container.options.sender_options = { autosettle: false };
const server = container.listen({ port: 0, host: "127.0.0.1", max_frame_size: 65536, receiver_options: { autoaccept: false }, sender_options: { autosettle: false } });
container.sasl_server_mechanisms.enable_anonymous();
container.sasl_server_mechanisms.enable_plain(() => true);
server.on("listening", () => console.log(`listening ${server.address().port}`));
require("readline").createInterface({ input: process.stdin }).on("line", line => {
  if (line.startsWith("fail ")) { failNext = Number(line.slice(5)); console.log(`failing ${failNext}`); }
}).on("close", () => process.exit());
