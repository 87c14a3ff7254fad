run "t4_is_added_to_an_n1" {
  command = plan
  variables {
    gpu = "T4"
  }
  assert {
    condition     = output.type == "n1-standard-4" && output.accelerators == tolist(["nvidia-tesla-t4"])
    error_message = "T4: ${output.type}"
  }
}

run "v100" {
  command = plan
  variables {
    gpu = "V100"
  }
  assert {
    condition     = output.type == "n1-standard-8" && output.accelerators == tolist(["nvidia-tesla-v100"])
    error_message = "V100: ${output.type}"
  }
}

run "a100_is_built_in" {
  command = plan
  variables {
    gpu = "A100"
  }
  assert {
    condition     = output.type == "a2-highgpu-1g" && length(output.accelerators) == 0
    error_message = "A100: ${output.type}"
  }
}

run "others_are_refused" {
  command = plan
  variables {
    gpu = "K80"
  }
  expect_failures = [var.gpu]
}
