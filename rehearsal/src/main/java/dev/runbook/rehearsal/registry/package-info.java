/**
 * The life of an object: created, changed, marked for deletion, gone. Comes in: bodies and options of writes. Goes out:
 * the stored object or an API error. It knows the store and admission; it knows neither HTTP nor controllers.
 */
@NullMarked
package dev.runbook.rehearsal.registry;

import org.jspecify.annotations.NullMarked;
