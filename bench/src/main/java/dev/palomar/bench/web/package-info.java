/// Many numbers that are linked to phones, with the product's own engine and a sandbox in WhatsApp's place.
@org.jspecify.annotations.NullMarked
package dev.palomar.bench.web;
