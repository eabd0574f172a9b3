/**
 * TextFSM: templates that turn a command's output into rows, and folders of them in the form of
 * ntc-templates.
 */
@NullMarked
package io.netauto.driver.textfsm;

import org.jspecify.annotations.NullMarked;
