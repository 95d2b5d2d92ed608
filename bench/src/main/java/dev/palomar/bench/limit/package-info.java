/// The physical limits that results are held against, measured in the same run.
@org.jspecify.annotations.NullMarked
package dev.palomar.bench.limit;
