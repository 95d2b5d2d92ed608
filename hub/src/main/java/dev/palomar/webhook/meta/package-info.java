/// Facts in the shape in which Meta's Cloud API tells them, whatever transport they came over.
@org.jspecify.annotations.NullMarked
package dev.palomar.webhook.meta;
