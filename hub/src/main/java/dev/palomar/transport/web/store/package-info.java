/// What lines know, on disk: sealed row by row, and written only under the line's epoch.
@org.jspecify.annotations.NullMarked
package dev.palomar.transport.web.store;
