'use strict';
const fs = require('fs');
const { join, resolve: absolute } = require('path');
var debug = require('debug').log;
require('./setup');

function Queue(limit) {
  this.limit = limit;
  this.items = [];
}

// Adds one.
Queue.prototype.push = function (item) {
  if (this.items.length >= this.limit) throw new RangeError('full');
  this.items.push(item);
  return this;
};

Queue.create = () => new Queue(10);

var helper = function (path) {
  return fs.readFileSync(join(absolute('.'), path));
};

exports.read = function read(path) {
  debug(path);
  return helper(path);
};
exports.VERSION = '1.0';
exports.helper = helper;
module.exports.extra = (value) => value;
module.exports = { Queue, load: helper, close() { return Queue.create(); } };
