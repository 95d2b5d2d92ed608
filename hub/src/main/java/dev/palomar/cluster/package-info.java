/// Which node does what: heartbeats, and leases on the slots that the work is divided into.
@org.jspecify.annotations.NullMarked
package dev.palomar.cluster;
