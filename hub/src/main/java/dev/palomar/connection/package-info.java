/// How a company's numbers come to the Cloud API: Embedded Signup, what is wrong with a connection, and mending
/// it.
@org.jspecify.annotations.NullMarked
package dev.palomar.connection;
