/// What browsers show: the panel's files, the contract and its page.
@org.jspecify.annotations.NullMarked
package dev.palomar.api.page;
