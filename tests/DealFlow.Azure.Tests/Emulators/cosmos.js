// The emulated Cosmos DB, over plain http on loopback. Ends with whoever started it.
const { createHttpServer } = require("@vercel/cosmosdb-server");

console.error = () => {}; // it prints every failed request
const server = createHttpServer({ keepAlive: true, keepAliveTimeout: 60000 }).listen(0, "127.0.0.1", () => console.log(`listening ${server.address().port}`));
process.stdin.resume().on("end", () => process.exit());
