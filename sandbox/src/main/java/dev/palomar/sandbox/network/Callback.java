package dev.palomar.sandbox.network;

/// Where webhooks are posted, and the word by which the receiver recognises the handshake.
public record Callback(String url, String verifyToken) {}
