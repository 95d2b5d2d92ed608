package dev.palomar.template;

import dev.palomar.transport.cloud.CloudTemplates;

/// What names a template within one business account.
record TemplateName(String name, String language) {

    static TemplateName of(CloudTemplates.Told told) {
        return new TemplateName(told.name(), told.language());
    }

    static TemplateName of(Template template) {
        return new TemplateName(template.name(), template.language());
    }
}
