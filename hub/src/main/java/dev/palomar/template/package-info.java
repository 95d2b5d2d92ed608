/// Message templates: kept in step with Meta, looked at before something is sent with them.
@org.jspecify.annotations.NullMarked
package dev.palomar.template;
