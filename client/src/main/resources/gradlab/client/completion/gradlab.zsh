# Runs and servers come from gradlab itself, which says nothing where it cannot know.
_gradlab_known() { # runs|servers [SERVER]
  local -a lines entries
  local line id rest
  lines=("${(@f)$(${(Q)words[1]/#\~/$HOME} complete $1 ${2:+--server} $2 2>/dev/null </dev/null)}")
  for line in $lines; do
    id=${line%%$'\t'*} rest=${line#*$'\t'}
    entries+=("${id//:/\\:}:$rest")
  done
  (( $#entries )) && _describe -V "${1%s}" entries
}

_gradlab_fill() { # what, as the tables say it, and the server
  local -a choices
  case $1 in
    @run) _gradlab_known runs $2 ;;
    @server) _gradlab_known servers ;;
    @file) _files ;;
    @any|'') _message 'a value' ;;
    *) choices=(${=1}); compadd -a choices ;;
  esac
}

_gradlab() {
  local command='' option='' value='' server='' word
  local -i place=1 i
  local -a entries arguments
  for ((i = 2; i < CURRENT; i++)); do
    word=${(Q)words[i]}
    if [[ -n $value ]]; then
      [[ $option == --server ]] && server=$word
      value=''
    elif [[ $word == --server=* ]]; then
      server=${word#*=}
    elif [[ $word == -*=* ]]; then
      :
    elif [[ $word == -* ]]; then
      option=$word value=${_gradlab_value[/$command/$option]}
    elif [[ -n ${(M)${(f)_gradlab_commands[/$command]}:#$word:*} ]]; then
      command=${command:+$command/}$word place=1
    else
      place+=1
    fi
  done
  word=${words[CURRENT]}
  if [[ -n $value ]]; then
    _gradlab_fill $value $server
  elif [[ $word == -*=* ]]; then
    compset -P '*='
    _gradlab_fill "${_gradlab_value[/$command/${word%%=*}]}" $server
  elif [[ $word == -* ]]; then
    entries=(${(f)_gradlab_options[/$command]})
    _describe -o option entries
  elif [[ -n ${_gradlab_commands[/$command]} ]]; then
    entries=(${(f)_gradlab_commands[/$command]})
    _describe command entries
  else
    arguments=(${(f)_gradlab_argument[/$command]})
    (( place > $#arguments )) && place=$#arguments
    (( place )) && _gradlab_fill $arguments[place] $server
  fi
}

compdef _gradlab gradlab
