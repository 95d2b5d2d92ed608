/// WhatsApp by Meta's official Cloud API: its webhooks in, the Graph API out.
@org.jspecify.annotations.NullMarked
package dev.palomar.transport.cloud;
