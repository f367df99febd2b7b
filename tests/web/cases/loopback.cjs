// Loaded before a program under test: it may speak with this machine only, and says so where it tries to reach another.
const net = require("node:net");
const dns = require("node:dns");
const here = new Set(["127.0.0.1", "::1", "localhost"]);
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  const host = (options && options.host) || "localhost";
  if (!here.has(host)) {
    process.stderr.write(`LEFT THE HOST FOR ${host}\n`);
    process.exit(99);
  }
  return connect.apply(this, given);
};
const lookup = dns.lookup;
dns.lookup = function (name, ...rest) {
  if (!here.has(name)) {
    process.stderr.write(`LEFT THE HOST FOR ${name}\n`);
    process.exit(99);
  }
  return lookup.call(this, name, ...rest);
};
