package dev.palomar.template;

import dev.palomar.model.id.DeviceId;
import java.util.Optional;

/// Which templates a list shows.
///
/// @param status  Meta's word; all but those that are gone when empty
/// @param device  only those that this number can send
/// @param search  a part of the name
public record TemplateFilter(
        Optional<String> status,
        Optional<String> category,
        Optional<String> language,
        Optional<String> businessAccountId,
        Optional<DeviceId> device,
        Optional<String> search) {}
