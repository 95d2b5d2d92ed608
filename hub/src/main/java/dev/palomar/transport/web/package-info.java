/// WhatsApp by WhatsApp Web: programs linked to a phone, held by engine processes (`engine/PROTOCOL.md`).
@org.jspecify.annotations.NullMarked
package dev.palomar.transport.web;
