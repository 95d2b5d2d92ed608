/// The way out: what somebody asks to send is kept, queued, sent at WhatsApp's pace, and its outcome written down.
@org.jspecify.annotations.NullMarked
package dev.palomar.outbound;
