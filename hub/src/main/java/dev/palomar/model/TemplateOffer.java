package dev.palomar.model;

import dev.palomar.model.id.TemplateId;

/// A template that may be sent where free text may not.
///
/// @param body  its text, with the places for values as they are
public record TemplateOffer(TemplateId id, String name, String language, String category, String body) {}
