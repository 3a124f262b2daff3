// Loaded into the CDK's Node process: a synthesis that reaches for the network fails loudly.
const net = require("node:net");
const dns = require("node:dns");
const refuse = () => { throw new Error("a synthesis may not use the network"); };
net.Socket.prototype.connect = refuse;
dns.lookup = refuse;
