/// Figures, counted as things happen: each fact once, whatever is killed in between.
@org.jspecify.annotations.NullMarked
package dev.palomar.statistics;
