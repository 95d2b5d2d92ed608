/// Where a measurement takes place: the hub as a process, companies in it, meters on it.
@org.jspecify.annotations.NullMarked
package dev.palomar.bench.place;
