/// The routes of figures, logs, audit and alerts.
@org.jspecify.annotations.NullMarked
package dev.palomar.api.report;
