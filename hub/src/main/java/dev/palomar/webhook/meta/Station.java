package dev.palomar.webhook.meta;

/// By which ids a number and its business account are known in Meta's language.
public record Station(String phoneNumberId, String businessAccountId) {}
