// A server of its own for a script, on free ports. It ends with the script.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const net = require("node:net");
const os = require("node:os");
const path = require("node:path");

const ADDRESS = "127.0.0.1";

/** Ports that no other test uses, if a test has started the script. */
const ports = (process.env.FREE_PORTS ?? "").split(",").filter(Boolean).map(Number);

async function freePort() {
  return ports.shift() ?? portOfTheSystem();
}

function portOfTheSystem() {
  return new Promise((resolve, reject) => {
    const socket = net.createServer().on("error", reject);
    socket.listen(0, ADDRESS, () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

class Broker {
  #root;
  #flags;
  #environment;
  #limit;
  #process;

  constructor(root, port, monitoringPort, { flags, environment, mostOfFile }) {
    this.#root = root;
    this.#flags = flags;
    this.#environment = environment;
    this.#limit = mostOfFile ? `ulimit -f $((${mostOfFile} * 1024 / 512));` : "";
    this.state = fs.mkdtempSync(path.join(os.tmpdir(), "stanchion-dashboard-"));
    this.port = port;
    this.monitoringPort = monitoringPort;
    this.url = `nats://${ADDRESS}:${port}`;
    this.monitoring = `http://${ADDRESS}:${monitoringPort}`;
    process.on("exit", () => {
      this.#process?.kill("SIGKILL");
      fs.rmSync(this.state, { recursive: true, force: true });
    });
  }

  get pid() {
    return this.#process.pid;
  }

  /** The token changes with each start. */
  get token() {
    return fs.readFileSync(path.join(this.state, "stanchion", `admin-token-${this.monitoringPort}`), "utf8").trim();
  }

  /** Starts it, and waits until it is ready. */
  start() {
    const flags = ["-a", ADDRESS, "-p", this.port, "-m", this.monitoringPort, "-cid", "ticketing", ...this.#flags];
    const command = ["sh", "-c", `${this.#limit} exec "$@"`, "sh", path.join(this.#root, "bin/nats-streaming-server"), ...flags.map(String)];
    this.#process = spawn(command[0], command.slice(1), {
      env: { ...process.env, ...this.#environment, XDG_STATE_HOME: this.state },
      stdio: ["ignore", "ignore", "pipe"],
    });
    return new Promise((resolve, reject) => {
      let said = "";
      this.#process.stderr.on("data", (data) => {
        if (said !== undefined && (said += data).includes("Streaming Server is ready")) {
          said = undefined;
          resolve(this);
        }
      });
      this.#process.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    });
  }

  /** Ends it, as an operator or as a crash does. */
  stop(signal) {
    return new Promise((resolve) => {
      this.#process.on("exit", resolve);
      this.#process.kill(signal);
    });
  }
}

/** Starts a server of the project at a folder. mostOfFile: the KiB that its files may grow to; no limit if missing */
async function startBroker(root, { flags = [], environment = {}, mostOfFile } = {}) {
  return new Broker(root, await freePort(), await freePort(), { flags, environment, mostOfFile }).start();
}

module.exports = { freePort, startBroker };
