package dev.palomar.api.http;

/// Answers one call. What cannot be done is thrown as a [dev.palomar.model.Rejection].
@FunctionalInterface
public interface Handler {
    Answer handle(Call call);
}
