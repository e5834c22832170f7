#pragma once

void fail(const char *message);
void note(const char *message, ...);
