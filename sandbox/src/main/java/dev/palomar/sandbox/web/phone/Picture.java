package dev.palomar.sandbox.web.phone;

/// The picture of a person or a group.
///
/// @param id    another one whenever the picture changes
/// @param path  where the network's media servers have it
public record Picture(String id, String path) {}
