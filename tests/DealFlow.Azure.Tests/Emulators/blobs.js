// The emulated Blob Storage over https with OAuth, in memory, on loopback. Arguments: folder with cert.pem and key.pem. Ends with whoever started it.
const { spawn } = require("child_process");
const path = require("path");
const folder = process.argv[2];
const main = path.join(path.dirname(require.resolve("azurite/package.json")), "dist/src/blob/main.js");
const child = spawn(process.execPath, [main, "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry",
  "--oauth", "basic", "--cert", path.join(folder, "cert.pem"), "--key", path.join(folder, "key.pem")], { stdio: ["ignore", "pipe", "inherit"] });
let said = false;
child.stdout.on("data", data => {
  const found = /listen(?:s|ing) (?:at|on) https:\/\/127\.0\.0\.1:(\d+)/i.exec(String(data));
  if (found && !said) { said = true; console.log(`listening ${found[1]}`); }
});
child.on("exit", code => process.exit(code ?? 1));
process.stdin.resume().on("end", () => { child.kill(); process.exit(); });
