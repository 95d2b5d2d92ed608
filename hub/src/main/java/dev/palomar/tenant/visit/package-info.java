/// A superadmin inside a company that is not theirs: for a reason, for a while, and seen by the company.
@org.jspecify.annotations.NullMarked
package dev.palomar.tenant.visit;
