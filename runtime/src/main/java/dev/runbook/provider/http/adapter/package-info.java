/** Plain HTTP requests over the JDK's client. An address comes in, a status and a text go out; nothing is ever sent that changes something. */
@NullMarked
package dev.runbook.provider.http.adapter;

import org.jspecify.annotations.NullMarked;
