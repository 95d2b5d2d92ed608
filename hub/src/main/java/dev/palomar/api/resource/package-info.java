/// The routes, one class per subject. `dev.palomar.api.http` says what a route is.
@org.jspecify.annotations.NullMarked
package dev.palomar.api.resource;
