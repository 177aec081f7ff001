// A server of its own for a script, on free ports. It ends with the script.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const net = require("node:net");
const os = require("node:os");
const path = require("node:path");

const ADDRESS = "127.0.0.1";

function freePort() {
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
  #process;

  constructor(root, port, monitoringPort, { flags, environment }) {
    this.#root = root;
    this.#flags = flags;
    this.#environment = environment;
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
    this.#process = spawn(path.join(this.#root, "bin/nats-streaming-server"), flags.map(String), {
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

/** Starts a server of the project at a folder. */
async function startBroker(root, { flags = [], environment = {} } = {}) {
  return new Broker(root, await freePort(), await freePort(), { flags, environment }).start();
}

module.exports = { freePort, startBroker };
