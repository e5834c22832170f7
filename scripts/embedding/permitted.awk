# permitted.awk: which files of a source package may be learnt from. Reads debian/copyright, then names of files on
# standard input (paths from the top of the sources), and prints those whose licence is permissive.
#   awk -f permitted.awk COPYRIGHT - < NAMES
#   awk -v what=licences -f permitted.awk COPYRIGHT - < NAMES      the licences of those files instead, sorted by no means
# The format is DEP-5 (machine-readable debian/copyright, 1.0): paragraphs of Files: patterns and their License:; the last
# paragraph that fits a file decides. Without its Format: line nothing is permitted, for then nothing is known.
# A licence is a name, names joined by "and" (all hold) or "or" (whichever one likes).

function permissive_alone(name) {
  sub(/[ -]+with[ -].*exceptions?$/, "", name)  # exceptions only permit more
  gsub(/^[ (]+|[ )]+$/, "", name)
  return name ~ /^(expat|mit|x11|bsd|0bsd|apache|isc|zlib|libpng|public[- ]domain|unlicense|cc0|bsl|boost|postgresql|ncsa|uoi-ncsa|wtfpl|curl|python|psf|php|ruby|openssl|ssleay|tcl|hpnd|unicode|icu|permissive|openldap)([-_.+~0-9a-z]*)$/ &&
         name !~ /gpl|lesser/
}
function permissive(licence,    either, both, i, j, m, n, all) {
  n = split(licence, either, / +or +| *[|] */)
  for (i = 1; i <= n; i++) {
    m = split(either[i], both, / +and +| *[,&] */)
    all = m > 0
    for (j = 1; j <= m; j++) if (both[j] != "" && !permissive_alone(both[j])) all = 0
    if (all) return 1
  }
  return 0
}
# A shell pattern as DEP-5 has it (* also fits slashes) as a regular expression.
function expression(pattern,    out, i, c) {
  sub(/^[.]\//, "", pattern)
  for (i = 1; i <= length(pattern); i++) {
    c = substr(pattern, i, 1)
    if (c == "*") out = out ".*"
    else if (c == "?") out = out "."
    else if (c ~ /[A-Za-z0-9_\/-]/) out = out c
    else if (c == "\\" && i < length(pattern)) out = out "[" substr(pattern, ++i, 1) "]"
    else if (c == "^") out = out "\\^"
    else out = out "[" c "]"
  }
  return "^" out "$"
}
function end_paragraph(    n, i, each) {
  if (files != "" && licence != "") {
    n = split(files, each, /[ \t\n]+/)
    for (i = 1; i <= n; i++) {
      if (each[i] == "") continue
      pattern[++patterns] = expression(each[i])
      allowed[patterns] = permissive(tolower(licence))
      name[patterns] = licence
    }
  }
  files = licence = field = ""
}

FNR == 1 { input++ }
input == 1 {
  sub(/\r$/, "")
  if ($0 ~ /^[ \t]*$/) { end_paragraph(); next }
  if ($0 ~ /^Format(-Specification)?:/) machine_readable = 1
  if ($0 ~ /^[A-Za-z-]+:/) {
    field = tolower($0)
    sub(/:.*/, "", field)
    sub(/^[^:]*:[ \t]*/, "")
    if (field == "files") files = $0
    if (field == "license") licence = $0
  } else if (field == "files") files = files " " $0
  next
}
input == 2 && FNR == 1 { end_paragraph() }
machine_readable {
  for (i = patterns; i > 0; i--) {
    if ($0 !~ pattern[i]) continue
    if (allowed[i] && what != "licences") print
    if (allowed[i] && what == "licences" && !told[name[i]]++) print name[i]
    break
  }
}
