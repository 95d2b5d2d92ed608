package dev.palomar.template;

import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/// What somebody changes about a template; what is empty stays. Meta reviews it again.
///
/// @param components  in Meta's form, in place of all that there were
public record TemplateChange(Optional<String> category, Optional<ArrayNode> components) {}
