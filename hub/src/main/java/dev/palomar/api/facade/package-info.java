/// The facade: any client of Meta's Cloud API works against this hub, for numbers of both transports, when its base
/// address is changed and an API key of the hub is its token.
@org.jspecify.annotations.NullMarked
package dev.palomar.api.facade;
