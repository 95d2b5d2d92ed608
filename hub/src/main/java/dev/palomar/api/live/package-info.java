/// Hints for whoever looks at the panel: that something moved, not what.
@org.jspecify.annotations.NullMarked
package dev.palomar.api.live;
