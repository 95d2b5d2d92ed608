/// The engine processes: started, listened to, watched, and started again.
@org.jspecify.annotations.NullMarked
package dev.palomar.transport.web.engine;
